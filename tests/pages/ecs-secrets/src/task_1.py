import json
import os

from dotenv import load_dotenv

load_dotenv()
postgres = json.loads(os.environ["POSTGRES_SECRETS"])
print(postgres["dbname"], postgres["user"])
