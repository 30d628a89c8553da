"""Answers to invitations, read from mail that anybody may have sent: capped, and never followed."""
