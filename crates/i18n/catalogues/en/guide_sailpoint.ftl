# The guide for SailPoint.

guide_sailpoint_connect_title = Connect SailPoint
guide_sailpoint_connect_source = Sign in to SailPoint as an administrator and make a source (in IdentityIQ, an application) of the type ‹SCIM 2.0›.
guide_sailpoint_connect_url = In the connection settings, paste the SCIM URL as the ‹Host URL› (in IdentityIQ, the base URL).
guide_sailpoint_connect_token = Choose ‹API Token› as the ‹Authentication Type›, paste your token and click ‹Save›.
guide_sailpoint_connect_test = Click ‹{ $button }›. SailPoint reads from this service which attributes there are; nothing is changed by that.
guide_sailpoint_send_title = Read who is here, then provision
guide_sailpoint_send_schema = Look through the account and group schemas, and let ‹userName› be the name of an account.
guide_sailpoint_send_aggregate = Run an account aggregation and a group aggregation. SailPoint then knows who is here and matches them with identities.
guide_sailpoint_send_profile = Define in the create profile which value goes to which attribute, and grant access by roles or access profiles, as you do for other sources.
guide_sailpoint_attribute = The custom attributes are in what SailPoint reads: discover the schema again, and they appear under these names.
