using FhirHub.Engine.Errors;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>The parameters of a call, held against their OperationDefinition: what is required is there, and has the right type.</summary>
public sealed class OperationInput
{
    private readonly IReadOnlyList<Parameters.ParameterComponent> _parameters;

    internal OperationInput(IReadOnlyList<Parameters.ParameterComponent> parameters) => _parameters = parameters;

    /// <summary>Nothing was given.</summary>
    public static OperationInput Empty { get; } = new([]);

    public bool Has(string name) => _parameters.Any(p => p.Name == name);

    /// <summary>The value; null where it is not given.</summary>
    public T? Find<T>(string name)
        where T : DataType => _parameters.FirstOrDefault(p => p.Name == name)?.Value as T;

    /// <summary>A value that the definition requires.</summary>
    public T Get<T>(string name)
        where T : DataType => Find<T>(name) ?? throw FhirException.Invalid("parameter-missing", $"The parameter '{name}' is missing.", PathOf(name)).InChinese($"缺少参数 {name}。");

    public IReadOnlyList<T> All<T>(string name)
        where T : DataType => [.. _parameters.Where(p => p.Name == name).Select(p => p.Value).OfType<T>()];

    /// <summary>The text of a primitive value; null where it is not given.</summary>
    public string? Text(string name) => (_parameters.FirstOrDefault(p => p.Name == name)?.Value as PrimitiveType)?.ToString();

    public bool? Flag(string name) => Find<FhirBoolean>(name)?.Value;

    /// <summary>A resource; null where it is not given.</summary>
    public T? FindResource<T>(string name)
        where T : Resource => _parameters.FirstOrDefault(p => p.Name == name)?.Resource as T;

    public T GetResource<T>(string name)
        where T : Resource => FindResource<T>(name) ?? throw FhirException.Invalid("parameter-missing", $"The parameter '{name}' is missing.", PathOf(name)).InChinese($"缺少参数 {name}。");

    public IReadOnlyList<Resource> AllResources(string name) => [.. _parameters.Where(p => p.Name == name).Select(p => p.Resource).OfType<Resource>()];

    /// <summary>All that was given, as it was given.</summary>
    public Parameters ToParameters() => new() { Parameter = [.. _parameters] };

    /// <summary>Parameters with parts, each as an input of its own.</summary>
    public IReadOnlyList<OperationInput> Groups(string name) => [.. _parameters.Where(p => p.Name == name).Select(p => new OperationInput(p.Part))];

    /// <summary>Where a parameter stands, for errors: FHIRPath.</summary>
    public string PathOf(string name)
    {
        int index = _parameters.ToList().FindIndex(p => p.Name == name);
        return index < 0 ? "Parameters" : $"Parameters.parameter[{index}]";
    }
}
