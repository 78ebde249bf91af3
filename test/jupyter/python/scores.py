"""Prints nbgrader's scores as JSON: scores.py DATABASE ASSIGNMENT gives {student: {grade cell: score}}."""

import json
import sys

from nbgrader.api import Gradebook

database, assignment = sys.argv[1:]
with Gradebook(f"sqlite:///{database}") as gradebook:
    scores = {
        submission.student.id: {grade.cell.name: grade.score for grade in submission.notebooks[0].grades}
        for submission in gradebook.assignment_submissions(assignment)
    }
print(json.dumps(scores))
