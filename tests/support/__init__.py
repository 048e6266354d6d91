"""What several tests lean on: servers, databases, processes, histories."""
