"""What there is to say of a record, said once: labelled fields in the order of reading, with their links and passages,
and the signs with what they mean.

Whatever shows a record (Detail, `explorer show`) renders these fields. How that looks is the renderer's: colours,
margins, keys of links, line breaks, which fields it leaves out. What is said of many records together lives elsewhere,
and so do the record as JSON, with its fields as in the YAML, and the one line that a pane has for it.
"""
