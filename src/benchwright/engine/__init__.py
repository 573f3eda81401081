"""One machine: it turns a plan into a stream of finished attempts, and knows no database, door or kind of task."""
