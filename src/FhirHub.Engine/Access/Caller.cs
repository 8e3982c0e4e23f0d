namespace FhirHub.Engine.Access;

/// <summary>
/// On whose behalf a store is read or written. Every method that touches stored data takes one, so that no path can
/// forget to ask; what a caller may see is decided here and nowhere else.
/// </summary>
public sealed record Caller
{
    private Caller(string name) => Name = name;

    /// <summary>Who it is, for logs and provenance; never shown to others.</summary>
    public string Name { get; }

    /// <summary>The caller of a name that was kept, with work that goes on after its request.</summary>
    internal static Caller Named(string name) =>
        name == Open.Name ? Open : throw new InvalidOperationException($"There is no caller '{name}' any more.");

    /// <summary>Anyone, in open mode: no sign-in, everything allowed.</summary>
    public static Caller Open { get; } = new("open");
}
