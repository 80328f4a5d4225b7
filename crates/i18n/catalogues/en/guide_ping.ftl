# The guide for PingOne and PingFederate.

guide_ping_one_title = Connect PingOne
guide_ping_one_new = Sign in to PingOne, choose your environment, open ‹Integrations > Provisioning›, click the plus sign and ‹New connection›.
guide_ping_one_store = Next to ‹Identity Store›, click ‹Select›, choose ‹SCIM Outbound›, click ‹Next›, give the connection a name and click ‹Next› again.
guide_ping_one_url = Paste the SCIM URL into ‹SCIM base URL›. Leave the users resource as /Users and the groups resource as /Groups, and choose SCIM version 2.0.
guide_ping_one_token = Choose ‹OAuth 2 Bearer Token› as the authentication method, with the type Bearer, and paste your token into ‹OAuth Access Token›.
guide_ping_one_test = Click ‹{ $button }›. If the test succeeds, continue to the preferences.
guide_ping_one_preferences = Set ‹userName› as the attribute to match users by, choose whether users who leave are disabled or deleted, and save. Turn the connection on.
guide_ping_one_rule = Still under ‹Provisioning›, create a rule: choose PingOne as the source and this connection as the target, set a user filter for the users to be sent, check the attribute mapping, choose the groups, and turn the rule on.
guide_ping_federate_title = Or connect PingFederate
guide_ping_federate_connector = PingFederate needs the SCIM connector from Ping Identity. After you have installed it, create an SP connection with outbound provisioning of type SCIM.
guide_ping_federate_url = Paste the SCIM URL into ‹SCIM URL› and choose ‹2.0› as ‹SCIM Version›.
guide_ping_federate_token = Choose ‹OAuth 2 Bearer Token› under ‹Authentication Methods›, paste your token into ‹Access Token›, and leave ‹Unique User Identifier› set to ‹userName›.
guide_ping_federate_channel = Add a channel for the directory of the users, map its attributes, and activate the channel and the connection.
