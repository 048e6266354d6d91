"""The relay: publishes what has happened to Kafka, for other systems, at least once and in the order of each stream."""
