namespace FhirHub.Engine.Resources;

/// <summary>What the server does about references between its resources.</summary>
public enum ReferencePolicy
{
    /// <summary>References are stored as they come.</summary>
    Off,

    /// <summary>
    /// A reference to this server, relative or by its public URL, must lead to a resource (and version) when it is written, and what is
    /// referenced cannot be deleted. Conditional and <c>urn:</c> references are refused; other servers' and those inside stored Bundles are left alone.
    /// </summary>
    Enforced,
}
