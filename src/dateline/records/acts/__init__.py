"""What events are found with: frames as data, triggers, arguments, and what tells one deed twice."""
