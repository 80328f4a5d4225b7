# The guide for SailPoint.

guide_sailpoint_connect_title = Connect SailPoint
guide_sailpoint_connect_source = Sign in to SailPoint as an administrator and create a source (in IdentityIQ, an application) of type ‹SCIM 2.0›.
guide_sailpoint_connect_url = In the connection settings, paste the SCIM URL as the ‹Host URL› (in IdentityIQ, the base URL).
guide_sailpoint_connect_token = Choose ‹API Token› as the ‹Authentication Type›, paste your token and click ‹Save›.
guide_sailpoint_connect_test = Click ‹{ $button }›. SailPoint reads the available attributes from this service. Nothing is changed.
guide_sailpoint_send_title = Read existing users, then provision
guide_sailpoint_send_schema = Check the account and group schemas, and use ‹userName› as the account name.
guide_sailpoint_send_aggregate = Run an account aggregation and a group aggregation. SailPoint then knows the existing users and matches them with identities.
guide_sailpoint_send_profile = In the create profile, define which value goes to which attribute. Grant access with roles or access profiles, as for other sources.
guide_sailpoint_attribute = The custom attributes are part of what SailPoint reads. Discover the schema again, and they appear under these names.
