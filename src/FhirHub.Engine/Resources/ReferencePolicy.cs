namespace FhirHub.Engine.Resources;

/// <summary>What the server does about references between its resources.</summary>
public enum ReferencePolicy
{
    /// <summary>References are stored as they come.</summary>
    Off,

    /// <summary>A literal reference to this server must resolve when written, and what is referenced cannot be deleted.</summary>
    Enforced,
}
