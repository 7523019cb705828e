"""What records look like: pure functions from what is known of them to styled text. No widgets."""
