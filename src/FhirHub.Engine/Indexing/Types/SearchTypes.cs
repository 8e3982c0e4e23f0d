namespace FhirHub.Engine.Indexing.Types;

/// <summary>The rules of every search type. A new one is added here.</summary>
internal sealed class SearchTypes(MatchSettings settings)
{
    private readonly TokenSearch _token = new();
    private readonly ReferenceSearch _reference = new(settings);
    private readonly UriSearch _uri = new();
    private readonly NumberSearch _number = new();
    private readonly StringSearch _text = new();
    private readonly QuantitySearch _quantity = new();
    private readonly NearSearch _near = new();

    /// <summary>Also gives the moment that orders resources.</summary>
    public DateSearch Date { get; } = new(settings);

    /// <summary>Null for a composite, which has the rules of its parts.</summary>
    public SearchTypeRules? For(SearchParameterType type) => type switch
    {
        SearchParameterType.Token => _token,
        SearchParameterType.Reference => _reference,
        SearchParameterType.Uri => _uri,
        SearchParameterType.Number => _number,
        SearchParameterType.Date => Date,
        SearchParameterType.Text => _text,
        SearchParameterType.Quantity => _quantity,
        // Those of R4 that no element stands for have no expression; near is the only one left.
        SearchParameterType.Special => _near,
        _ => null,
    };
}
