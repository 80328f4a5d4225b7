# What stands around every page of the portal.

frame_skip = Skip to content
frame_nav = Main navigation
frame_menu = Menu
frame_switch = Switch organization
frame_account = Your account
frame_sign_out = Sign out
frame_overview = Overview
frame_people = Users
frame_users = Users
frame_groups = User Groups
frame_admin = Admin
frame_identity = Identity
frame_connections = User Provisioning
frame_system = System
frame_attributes = Attributes
frame_configurations = Configurations
frame_audit = Audit Trails
frame_administrators = Administrators
frame_settings = Settings
frame_organizations = Organizations
frame_language = Language
frame_copy = Copy
frame_copied = Copied
frame_copy_press = Press Ctrl+C
frame_notice_signed_out = You have signed out.
frame_provisioning_off = Provisioning is disabled for this whole installation: every call from an identity provider is refused with status 401. Users and groups are kept. To enable it, the operator of the server sets “provisioning” to true (--provisioning true) and restarts the server.
