using System.Reflection;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Runtime;

namespace OrleansAcl.Grains.Tests.Serialization;

/// <summary>
/// All that stored bytes and other versions of a silo or client rest on, as text: serialized types with their aliases and members, grain
/// interfaces with their methods, grains with their names and states.
/// </summary>
internal static class SerializedShape
{
    /// <summary>The assemblies whose types travel or are stored.</summary>
    private static readonly Assembly[] Assemblies = [typeof(ITenantGrain).Assembly, typeof(TenantGrain).Assembly];

    private static IEnumerable<Type> Types => Assemblies.SelectMany(a => a.GetTypes())
        .Where(t => !t.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))).OrderBy(t => t.FullName, StringComparer.Ordinal);

    /// <summary>The types that are serialized, as they are or through another.</summary>
    public static IEnumerable<Type> Serialized => Types.Where(t => t.IsDefined(typeof(GenerateSerializerAttribute)) || Converted.Contains(t));

    /// <summary>The types that are serialized through another.</summary>
    private static HashSet<Type> Converted { get; } = [.. Types.Where(t => t.IsDefined(typeof(RegisterConverterAttribute)))
        .SelectMany(t => t.GetInterfaces()).Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConverter<,>)).Select(i => i.GetGenericArguments()[0])];

    /// <summary>The interfaces that are called over the wire.</summary>
    public static IEnumerable<Type> Interfaces => Types.Where(t => t.IsInterface && t.IsAssignableTo(typeof(IAddressable)));

    /// <summary>The grains.</summary>
    public static IEnumerable<Type> Grains => Types.Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(Grain)));

    /// <summary>What a grain stores: the name of each state and its type.</summary>
    public static IEnumerable<(string Name, Type Type)> States(Type grain) =>
        from constructor in grain.GetConstructors()
        from parameter in constructor.GetParameters()
        let stored = parameter.GetCustomAttribute<PersistentStateAttribute>()
        where stored is not null
        select (stored.StateName, parameter.ParameterType.GetGenericArguments()[0]);

    /// <summary>The stable name of a type or method; <c>-</c> when it has none.</summary>
    public static string Alias(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias ?? "-";

    /// <summary>The whole text, one thing a line.</summary>
    /// <param name="silo">The services of a silo, which know how grains are named.</param>
    public static string Describe(IServiceProvider silo)
    {
        var text = new StringBuilder();
        foreach (var type in Serialized)
        {
            text.AppendLine($"type {Alias(type)} {type.Name}{(type.IsEnum ? $" : {Enum.GetUnderlyingType(type).Name}" : "")}");
            if (type.IsEnum) foreach (var value in Enum.GetNames(type)) text.AppendLine($"  {Convert.ToInt64(Enum.Parse(type, value))} {value}");
            else foreach (var (id, name, of) in Members(type)) text.AppendLine($"  {id} {name} {Name(of)}");
        }

        var interfaces = silo.GetRequiredService<GrainInterfaceTypeResolver>();
        foreach (var type in Interfaces)
        {
            text.AppendLine($"interface {Alias(type)} {type.Name} is {interfaces.GetGrainInterfaceType(type)}");
            foreach (var method in type.GetMethods().OrderBy(m => m.Name, StringComparer.Ordinal))
                text.AppendLine($"  {Alias(method)} {method.Name}({string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)))}) {Name(method.ReturnType)}");
        }

        var grains = silo.GetRequiredService<GrainTypeResolver>();
        foreach (var type in Grains)
        {
            text.AppendLine($"grain {grains.GetGrainType(type)} {type.Name}");
            foreach (var (name, state) in States(type)) text.AppendLine($"  {name} {Name(state)}");
        }

        return text.ToString();
    }

    private static IEnumerable<(uint Id, string Name, Type Of)> Members(Type type) =>
        type.GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(m => m.IsDefined(typeof(IdAttribute)))
            .Select(m => (m.GetCustomAttribute<IdAttribute>()!.Id, m.Name, m is PropertyInfo property ? property.PropertyType : ((FieldInfo)m).FieldType))
            .OrderBy(m => m.Id);

    private static string Name(Type type)
    {
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType) return type.Name;
        return $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
