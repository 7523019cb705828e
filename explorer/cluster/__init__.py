"""Work on the machines of a cluster, which a Dask scheduler gives to its workers.

Workers have none of this process's state. What they need is sent once as bytes, and files as paths and hashes: a worker
that has exactly this file reads it there, and requests the bytes of any other. What they can't do is done here.
"""

from explorer.cluster.scheduler import ClusterError, cluster

__all__ = ["ClusterError", "cluster"]
