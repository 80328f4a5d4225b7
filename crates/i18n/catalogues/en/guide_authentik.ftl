# The guide for authentik.

guide_authentik_connect_title = Connect authentik
guide_authentik_connect_new = Sign in to authentik as an administrator and open the Admin interface. Open ‹Applications > Applications› and click ‹New Application›.
guide_authentik_connect_type = Give the application a name, click ‹Next›, choose ‹SCIM› as the provider type and click ‹Next› again.
guide_authentik_connect_url = Paste the SCIM URL into ‹URL›.
guide_authentik_connect_token = Paste your token into ‹Token›. Continue to the end and click ‹Create›.
guide_authentik_connect_backchannel = Edit the application: next to ‹Backchannel providers›, click the plus sign, choose the new SCIM provider, click ‹Confirm› and save. Without this step, nothing is sent.
guide_authentik_attribute = Under ‹Customization > Property Mappings›, create a SCIM mapping that puts each attribute under the namespace, and select it in the SCIM provider.
guide_authentik_next_hourly = authentik sends each change immediately and synchronizes all users again every hour.
