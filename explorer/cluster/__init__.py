"""Work on the machines of a cluster: a Dask scheduler gives it to its workers.

They have none of this process's state. What they need is sent once as bytes, and files by their paths and hashes: a
worker that has the very file reads it there, and asks for the bytes of any other. Whatever they can't do is done here.
"""

from explorer.cluster.scheduler import ClusterError, cluster

__all__ = ["ClusterError", "cluster"]
