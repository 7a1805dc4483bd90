"""Whether two words of different reports tell of one event, by a trained scorer; see docs/decisions/0018-event-mentions.md."""
