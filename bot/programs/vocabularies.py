"""What a program asks of people's work where its file does not say: lists that fit librarians first."""

SECTORS = {
    "public": "Public library",
    "academic": "University or college library",
    "school": "School library",
    "national": "National or state library",
    "special": "Special library",
    "health": "Health library",
    "archive": "Archive or museum",
    "teaching": "Teaching or research about libraries",
    "association": "Association or network",
    "company": "Company or consultant",
    "other": "Something else",
}
"""In which kind of place somebody works: key and label."""
CAREER_STAGES = {
    "student": "I study",
    "new": "My first five years at work",
    "established": "More than five years at work",
    "leading": "I lead a team or a place",
    "between": "Between two jobs",
    "retired": "Retired",
}
"""How far somebody is in their work: key and label."""
