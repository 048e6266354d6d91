"""The feed over Kafka: records become facts exactly once, since their offsets live in the transaction of the facts."""
