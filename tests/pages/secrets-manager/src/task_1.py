import os

print(os.environ["DATABASE_HOST"])
