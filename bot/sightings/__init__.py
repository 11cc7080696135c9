"""What officers report that they met: a guide, its signs, where and when. Nothing about persons.

tables   what is kept
report   a form's fields → a report, or what is wrong with each field
store    writes, counts, lists, deletes
titles   guides and countries by name in a language
pages    the pages
routes   /sightings, /sightings/new, /sightings.csv
"""
