namespace FhirHub.LocalMongo.Daemon;

/// <summary>A daemon that answered.</summary>
/// <param name="Clients">Connections besides the asking one.</param>
internal sealed record DaemonAnswer(int Port, int ProcessId, string Build, string Engine, int Clients);
