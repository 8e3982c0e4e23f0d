namespace FhirHub.LocalMongo.Gateway;

/// <summary>Who this gateway is, so that a client never takes another program on the same port for it.</summary>
internal sealed record GatewayIdentity
{
    public required int Port { get; init; }

    public required string DataFolder { get; init; }

    /// <summary>Changes with every build of this library.</summary>
    public required string Build { get; init; }

    public required string Engine { get; init; }

    /// <summary>Stops the daemon; the reply to the asking client goes out first.</summary>
    public required Action Shutdown { get; init; }

    public required Func<int> Clients { get; init; }

    public string Address => $"127.0.0.1:{Port}";
}
