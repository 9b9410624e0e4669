"""What an operator sees and does: logs, figures, health, reloads, the doctor."""
