namespace FhirHub.Regional.HealthCards.Keys;

/// <summary>
/// Configuration section <c>FhirHub:HealthCards</c>: the keys of health cards, here or in a file that is mounted as a secret. All are hexadecimal.
/// Without any, a server in development uses keys that everybody knows, and any other refuses what needs them.
/// </summary>
public sealed class HealthCardOptions
{
    public const string Section = "FhirHub:HealthCards";

    /// <summary>A JSON file with the other members of this section, <c>{"RootKey": …, "IndexKey": …, "SigningKeys": […]}</c>; then none of them stands here.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The SM4 root key of card numbers, 16 bytes. Cards that are issued keep their numbers when it changes.</summary>
    public string? RootKey { get; set; }

    /// <summary>The key of main indexes, at least 16 bytes.</summary>
    public string? IndexKey { get; set; }

    /// <summary>Keys of card codes: the first of a suite signs, all of them check. A new one goes to the front; the old one may go once its codes are.</summary>
    public IList<SigningKeyOptions> SigningKeys { get; set; } = [];
}
