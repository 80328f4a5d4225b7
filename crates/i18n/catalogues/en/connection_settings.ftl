# The settings of a connection.

connection_settings_title = Edit settings
connection_settings_general = General
connection_settings_invites_nobody = At present it has no effect, because users of this connection come in without an invitation: see “{ $setting }” below.
connection_settings_logs = Keep a request log
connection_settings_logs_about = What the provider sends and what is answered, without secrets: the last { $calls } calls, for { $days } days.
connection_settings_attributes = Custom attributes
connection_settings_attributes_about = Attributes of your directory that the provider may send for each user. Fields of a configuration use them as { $variable }.
connection_settings_attributes_none = None is declared.
connection_settings_gaps = Not all connections of this organization send the same attributes. What depends on them may not work as intended for users of the others:
connection_settings_gap_other = “{ $connection }” does not declare { $attribute }.
connection_settings_gap_own = This connection does not declare { $attribute }, which another one has.
connection_settings_gap_used = Used by: { $configurations }.
connection_settings_urn = Namespace:
connection_settings_no_urn = The policy of this connection leaves no room for custom attributes: give the namespace of custom attributes a name below.
connection_settings_add = Add Custom Attribute
connection_settings_add_hint = A name of letters, digits, - and _, as the provider sends it; several with a comma between. They are added when you save the changes.
connection_settings_policy = Policy
connection_settings_policy_about = What happens with what the provider sends. Start from a preset, and change what you need.
connection_settings_preset = Preset
connection_settings_preset_hint = If you choose another preset and save, everything below is set as it has it, except what you change here yourself.
connection_settings_take_preset = Show its values without saving
connection_settings_differing = { $count ->
    [one] { $count } differs from the preset
   *[other] { $count } differ from the preset
}
connection_settings_preset_has = Differs from the preset: { $value }
connection_settings_saved_is = Saved now: { $value }
connection_settings_dialect = Dialect
connection_settings_dialect_about = No provider follows the standard to the letter. The dialect says which departures are taken from { $provider }, and which are refused.
connection_settings_profile = Profile
connection_settings_profile_own = { $name } – recommended for this provider
connection_settings_profile_strict = Strict (the standard and nothing else)
connection_settings_profile_generic = Lenient (every known departure)
connection_settings_profile_hint = If you choose another profile and save, all switches are set as it has them, except those that you change here yourself.
connection_settings_take_profile = Show its switches without saving
connection_settings_switches = Switches
connection_settings_switch_differs = Differs from the profile.
connection_settings_switch_unsaved = Not saved.
connection_settings_switch_fired = { $times ->
    [one] Has fired once, on
   *[other] Has fired { $times } times, last on
}
connection_settings_bad_knob = “{ $setting }”: { $why }
connection_settings_fired = What was tolerated
connection_settings_fired_about = Where { $provider } departed from the standard, and it was taken all the same.
connection_settings_fired_none = Nothing so far.
connection_settings_fired_what = What happened
connection_settings_fired_place = Where, and the last example
connection_settings_fired_times = Times
connection_settings_fired_first = First
connection_settings_fired_last = Last
connection_settings_unsaved = Nothing has been saved yet. Look at the values below, and save the changes if they are as you want them.
connection_settings_stale = Somebody else changed these settings after you had opened the page, and nothing of yours was saved. What you typed is kept below, with what is saved now beside it: look at it, and save once more.
connection_settings_notice_saved = The changes have been saved, and hold from the next call on.
