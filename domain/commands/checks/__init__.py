"""What commands are checked for: functions from a scene to the reasons that apply, none or one."""
