"""What the program tells those who run it: logs, figures, health. Knows values of the domain and nothing else."""
