"""Long work: progress and cancelling, here or in a process of its own that may die without harm."""

from floorwright.jobs.job import Job
from floorwright.jobs.worker import Done, Failed, Outcome, Progress, Worker, run_in_worker, start_worker

__all__ = ["Done", "Failed", "Job", "Outcome", "Progress", "Worker", "run_in_worker", "start_worker"]
