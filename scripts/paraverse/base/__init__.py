"""What everything else stands on: atomic files, digests, versions, memory."""
