namespace BidForge.ServiceDefaults.Discovery;

/// <summary>Sends each request to the next replica, and to the one after it where no connection could be made: then nothing was sent, so trying again is safe for every method.</summary>
internal sealed class ReplicaHandler(IReadOnlyList<Uri> replicas) : DelegatingHandler
{
    private static int turn;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (replicas.Count is 0)
            throw new HttpRequestException($"No address was given for {request.RequestUri?.Host}.");
        var path = request.RequestUri!.PathAndQuery;
        for (var attempt = 0; ; attempt++)
        {
            var replica = replicas[(int)((uint)Interlocked.Increment(ref turn) % replicas.Count)];
            request.RequestUri = new Uri(replica, path);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException fault) when (fault.HttpRequestError is HttpRequestError.ConnectionError && attempt + 1 < replicas.Count)
            {
                continue;
            }
        }
    }
}
