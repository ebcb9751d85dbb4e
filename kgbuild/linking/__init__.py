"""What is the same thing across documents, and what is only alike. Links go to a graph of their own."""
