"""What many records add up to, worked out from them alone, so that it can be worked out again: nothing here is kept, averaged or overwritten."""
