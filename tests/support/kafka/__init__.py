"""Test support: a real Apache Kafka of one node or three, from its published Java archives, without containers."""
