"""What figures are found with: numbers tied to what they count."""
