# The settings of a connection.

connection_settings_title = Edit settings
connection_settings_general = General
connection_settings_invites_nobody = This setting has no effect at the moment, because users of this connection do not need an invitation.
connection_settings_invites_change = Change “{ $setting }”
connection_settings_logs = Keep a request log
connection_settings_logs_about = Keeps the last { $calls } calls of the provider and the responses, for up to { $days } days. Passwords and tokens are not kept.
connection_settings_attributes = Custom attributes
connection_settings_attributes_about = Attributes of your directory that the provider sends for each user. Use them in the fields of a configuration as { $variable }.
connection_settings_attributes_none = No custom attributes yet.
connection_settings_gaps = Not all connections of this organization have the same custom attributes. Features that depend on them may not work as intended for users of the other connections:
connection_settings_gap_other = “{ $connection }” does not have { $attribute }.
connection_settings_gap_own = This connection does not have { $attribute }, which another connection has.
connection_settings_gap_used = Used by: { $configurations }.
connection_settings_urn = Namespace:
connection_settings_no_urn = The policy of this connection does not allow custom attributes. To use them, enter a namespace of custom attributes below.
connection_settings_add = Add Custom Attribute
connection_settings_add_hint = Use the name that the provider sends. It starts with a letter, followed by letters, digits, - and _. Separate several names with commas. They are added when you save the changes.
connection_settings_policy = Policy
connection_settings_policy_about = Decides what happens to the data that the provider sends. Choose a preset, then change individual settings if you need to.
connection_settings_preset = Preset
connection_settings_with_changes = with changes
connection_settings_preset_hint = If you choose another preset and save, all settings below get its values, except those that you change here yourself. While the connection has custom attributes, their namespace stays as it is.
connection_settings_take_preset = Preview its values
connection_settings_differing = { $count ->
    [one] { $count } setting differs from the preset
   *[other] { $count } settings differ from the preset
}
connection_settings_preset_has = Differs from the preset, which has: { $value }
connection_settings_saved_is = Currently saved: { $value }
connection_settings_dialect = Compatibility
connection_settings_dialect_about = Providers differ from the SCIM standard in small ways. These settings decide which differences are accepted from { $provider } and which are refused.
connection_settings_profile = Compatibility profile
connection_settings_profile_own = { $name } (recommended for this provider)
connection_settings_profile_strict = Strict (standard only)
connection_settings_profile_generic = Lenient (accepts every known difference)
connection_settings_profile_hint = If you choose another profile and save, all options below get its values, except those that you change here yourself.
connection_settings_take_profile = Preview its options
connection_settings_switches = Options
connection_settings_switch_differs = Differs from the profile.
connection_settings_switch_unsaved = Not saved.
connection_settings_switch_fired = { $times ->
    [one] Used once, on
   *[other] Used { $times } times, last on
}
connection_settings_bad_knob = “{ $setting }”: { $why }
connection_settings_fired = Accepted differences
connection_settings_fired_about = Calls from { $provider } that differed from the standard and were accepted.
connection_settings_fired_none = None so far.
connection_settings_fired_what = Difference
connection_settings_fired_place = Location and latest example
connection_settings_fired_times = Count
connection_settings_fired_first = First
connection_settings_fired_last = Last
connection_settings_unsaved = Nothing has been saved yet. Check the values below, then save the changes.
connection_settings_stale = Someone else changed these settings after you opened the page, so your changes were not saved. They are kept below, next to the values that are saved now. Check them and save again.
connection_settings_notice_saved = The changes have been saved. They apply from the next call.
