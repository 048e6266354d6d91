"""Long-running processes: serving, consuming from Kafka, relaying to it, each until it is asked to stop."""
