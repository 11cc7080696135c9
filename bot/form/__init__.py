"""The form in which brand owners write a guide, without an account and without programming."""
