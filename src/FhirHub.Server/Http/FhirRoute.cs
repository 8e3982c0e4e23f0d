namespace FhirHub.Server.Http;

/// <summary>Handles one interaction or operation.</summary>
/// <exception cref="FhirHub.Engine.Errors.FhirException">The request is refused; nothing was changed.</exception>
internal delegate Task<FhirResponse> Interaction(FhirRequest request, CancellationToken cancellationToken);

/// <summary>Where an interaction belongs in the CapabilityStatement.</summary>
internal enum InteractionLevel
{
    /// <summary>Not listed there.</summary>
    None,
    System,
    Type,
    Instance,
}

/// <summary>One line of the list of everything this server answers.</summary>
/// <param name="Method">HTTP method; GET answers HEAD too.</param>
/// <param name="Path">Segments below the base: literals, <c>[type]</c>, <c>[id]</c>, <c>[vid]</c>, <c>[name]</c>.</param>
/// <param name="Handler">What answers it.</param>
internal sealed record FhirRoute(string Method, string Path, Interaction Handler)
{
    /// <summary>The one path beside resource types that begins with a letter.</summary>
    public const string Metadata = "metadata";

    private readonly string[] _segments = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public InteractionLevel Level { get; init; }

    /// <summary>False where the handler only says that this is not offered.</summary>
    public bool Offered { get; init; } = true;

    /// <summary>Only for paths that are not offered with another method: there, that is what the client must hear.</summary>
    public bool LastResort { get; init; }

    /// <summary>Its code in the CapabilityStatement, https://hl7.org/fhir/R4/valueset-type-restful-interaction.html, or an operation's name behind <c>$</c>.</summary>
    public string? Code { get; init; }

    /// <summary>Canonical URL of the OperationDefinition, for operations.</summary>
    public string? Definition { get; init; }

    /// <summary>What to know about an operation, for the CapabilityStatement.</summary>
    public string Documentation { get; init; } = "On one resource.";

    /// <summary>Whether the path begins with no type.</summary>
    public bool OfSystem => Path.StartsWith('$');

    /// <summary>Query parameters it takes beside those that every interaction takes.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Whether <c>_summary=count</c> means something: the answer is a Bundle with a total.</summary>
    public bool Counts { get; init; }

    /// <summary>Whether an entry of a transaction may ask for it: it reads through the request's session.</summary>
    public bool InTransactions { get; init; }

    /// <summary>Refuses query parameters that it does not take also where handling is lenient, as it refuses them in a Parameters resource.</summary>
    public bool RefusesUnknown { get; init; }

    /// <summary>Whether the CapabilityStatement lists an operation; null for always.</summary>
    public Func<bool>? IsListed { get; init; }

    /// <summary>Query parameters are not looked at.</summary>
    public bool AnyParameter { get; init; }

    /// <summary>Whether resources of a type have it.</summary>
    public bool IsOf(string type) => !OfSystem && (_segments[0] == "[type]" || _segments[0] == type);

    /// <summary>Whether the segments fit, whatever the method; fills in the variable ones.</summary>
    public bool Fits(ReadOnlySpan<string> segments, out RouteValues values)
    {
        values = default;
        if (segments.Length != _segments.Length)
            return false;
        var found = new RouteValues();
        for (int i = 0; i < segments.Length; i++)
        {
            switch (_segments[i])
            {
                case "[type]" when IsName(segments[i]) && segments[i] != Metadata:
                    found.Type = segments[i];
                    break;
                case "[id]" when IsName(segments[i]):
                    found.Id = segments[i];
                    break;
                case "[vid]" when IsName(segments[i]):
                    found.VersionId = segments[i];
                    break;
                case "[name]" when IsName(segments[i]):
                    found.Name = segments[i];
                    break;
                case "[operation]" when segments[i].StartsWith('$'):
                    break;
                default:
                    if (_segments[i] != segments[i])
                        return false;
                    // An operation of one type: the type is a literal in its path.
                    if (i == 0 && char.IsAsciiLetterUpper(segments[i][0]))
                        found.Type = segments[i];
                    break;
            }
        }

        values = found;
        return true;
    }

    private static bool IsName(string segment) => segment.Length > 0 && segment[0] is not ('_' or '$');
}

/// <summary>The variable segments of a path.</summary>
internal record struct RouteValues(string? Type, string? Id, string? VersionId, string? Name);
