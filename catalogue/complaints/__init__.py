"""What follows when the answer is no: complaints, from intake to outcome."""
