"""Extract every article of a folder; say when the first record is there, and in the end the peak memory in MB."""

import resource
import sys

import cx_extract

extractor = cx_extract.Extractor()
found = False
for article in cx_extract.read(sys.argv[1]):
    if isinstance(article, cx_extract.Article) and extractor.extract(article) and not found:
        found = True
        print("first record", flush=True)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak / (1e6 if sys.platform == "darwin" else 1e3))
