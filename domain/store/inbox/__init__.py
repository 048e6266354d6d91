"""What the feed brought: recorded once, repeats found out, conflicting resends parked."""
