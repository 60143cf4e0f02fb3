"""The open plan file: committing, its history, proving its ancestry, parting, copying, erasing."""
