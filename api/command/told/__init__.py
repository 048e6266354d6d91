"""What is told of the commands of people: in help, and when they are done. Nothing is imported."""
